terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

# Endpoint and credentials come from the AWS configuration that the local cloud writes.
provider "aws" {
  region                  = "us-west-2"
  s3_use_path_style       = true
  skip_metadata_api_check = true

  default_tags {
    tags = {
      Project = "shop"
    }
  }
}
