resource "aws_dynamodb_table" "orders" {
  name         = "tf-orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "team"
  range_key    = "id"

  attribute {
    name = "team"
    type = "S"
  }

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "stage"
    type = "S"
  }

  global_secondary_index {
    name            = "by-stage"
    hash_key        = "stage"
    range_key       = "id"
    projection_type = "ALL"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  tags = {
    Stage = var.stage
  }
}

resource "aws_dynamodb_table_item" "first" {
  table_name = aws_dynamodb_table.orders.name
  hash_key   = aws_dynamodb_table.orders.hash_key
  range_key  = aws_dynamodb_table.orders.range_key

  item = jsonencode({
    team  = { S = "shop" }
    id    = { S = "1" }
    total = { N = "12.5" }
    stage = { S = var.stage }
  })
}
