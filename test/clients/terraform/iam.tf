data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "pod_identity_trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read_orders" {
  statement {
    actions   = concat(["dynamodb:GetItem", "dynamodb:Query"], var.stage == "test" ? ["dynamodb:Scan"] : [])
    resources = [aws_dynamodb_table.orders.arn]
  }
}

resource "aws_iam_role" "cart" {
  name                 = "tf-cart"
  description          = "Cart pods of the ${var.stage} stage"
  assume_role_policy   = data.aws_iam_policy_document.pod_identity_trust.json
  max_session_duration = var.max_session_seconds

  tags = {
    Stage = var.stage
  }
}

resource "aws_iam_policy" "read_orders" {
  name   = "tf-read-orders"
  policy = data.aws_iam_policy_document.read_orders.json
}

resource "aws_iam_role_policy_attachment" "cart_reads_orders" {
  role       = aws_iam_role.cart.name
  policy_arn = aws_iam_policy.read_orders.arn
}

resource "aws_iam_role_policy" "cart_lists_buckets" {
  name = "list-buckets"
  role = aws_iam_role.cart.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }]
  })
}

resource "aws_iam_openid_connect_provider" "cluster" {
  url             = data.aws_eks_cluster.workshop.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}
