aws s3api delete-bucket-policy --bucket "$ENV_BUCKET"
