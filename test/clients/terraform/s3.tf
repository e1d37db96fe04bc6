resource "aws_s3_bucket" "reports" {
  bucket        = "tf-reports-${data.aws_caller_identity.current.account_id}"
  force_destroy = true

  tags = {
    Stage = var.stage
  }
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = aws_s3_bucket.reports.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "CartReads"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.cart.arn }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.reports.arn}/*"
    }]
  })
}

resource "aws_s3_object" "report" {
  bucket       = aws_s3_bucket.reports.id
  key          = "2026/report.txt"
  content      = "Written for ${var.stage}.\n"
  content_type = "text/plain"
}
