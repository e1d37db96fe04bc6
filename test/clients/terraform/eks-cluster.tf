# A cluster of the stack's own in the network of another, with what EKS keeps beside it.
data "aws_iam_policy_document" "trust" {
  for_each = {
    cluster = "eks.amazonaws.com"
    node    = "ec2.amazonaws.com"
    fargate = "eks-fargate-pods.amazonaws.com"
  }

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.value]
    }
  }
}

resource "aws_iam_role" "eks" {
  for_each           = data.aws_iam_policy_document.trust
  name               = "tf-eks-${each.key}"
  assume_role_policy = each.value.json
}

locals {
  subnet_ids = data.aws_eks_cluster.workshop.vpc_config[0].subnet_ids
}

resource "aws_eks_cluster" "shop" {
  name                      = "tf-shop"
  role_arn                  = aws_iam_role.eks["cluster"].arn
  version                   = "1.33"
  enabled_cluster_log_types = var.stage == "test" ? ["api"] : ["api", "audit"]

  vpc_config {
    subnet_ids = local.subnet_ids
  }

  access_config {
    authentication_mode = "API"
  }

  upgrade_policy {
    support_type = "STANDARD"
  }

  tags = {
    Stage = var.stage
  }
}

resource "aws_eks_node_group" "shop" {
  cluster_name    = aws_eks_cluster.shop.name
  node_group_name = "nodes"
  node_role_arn   = aws_iam_role.eks["node"].arn
  subnet_ids      = local.subnet_ids

  scaling_config {
    min_size     = 1
    max_size     = 3
    desired_size = 1
  }

  labels = {
    stage = var.stage
  }
}

resource "aws_eks_fargate_profile" "batch" {
  cluster_name           = aws_eks_cluster.shop.name
  fargate_profile_name   = "batch"
  pod_execution_role_arn = aws_iam_role.eks["fargate"].arn
  subnet_ids             = local.subnet_ids

  selector {
    namespace = "batch"
  }
}

resource "aws_eks_identity_provider_config" "people" {
  cluster_name = aws_eks_cluster.shop.name

  oidc {
    identity_provider_config_name = "people"
    issuer_url                    = "https://id.example.com"
    client_id                     = "kubernetes"
  }

  # EKS changes one thing of a cluster at a time.
  depends_on = [aws_eks_node_group.shop, aws_eks_fargate_profile.batch]
}

resource "aws_eks_addon" "ebs" {
  cluster_name  = aws_eks_cluster.shop.name
  addon_name    = "aws-ebs-csi-driver"
  addon_version = var.stage == "test" ? "v1.44.0-eksbuild.1" : "v1.52.1-eksbuild.1"

  pod_identity_association {
    service_account = "ebs-csi-controller-sa"
    role_arn        = aws_iam_role.cart.arn
  }
}

resource "aws_eks_access_entry" "cart" {
  cluster_name      = aws_eks_cluster.shop.name
  principal_arn     = aws_iam_role.cart.arn
  kubernetes_groups = ["team-${var.stage}"]

  tags = {
    Stage = var.stage
  }
}

resource "aws_eks_access_policy_association" "cart_views_shop" {
  cluster_name  = aws_eks_cluster.shop.name
  principal_arn = aws_eks_access_entry.cart.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"

  access_scope {
    type       = "namespace"
    namespaces = ["shop"]
  }
}

resource "aws_eks_pod_identity_association" "orders" {
  cluster_name    = aws_eks_cluster.shop.name
  namespace       = "shop"
  service_account = "orders"
  role_arn        = aws_iam_role.cart.arn
}

resource "aws_iam_openid_connect_provider" "shop" {
  url            = aws_eks_cluster.shop.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_eks_cluster_auth" "shop" {
  name = aws_eks_cluster.shop.name
}

data "aws_eks_clusters" "all" {
  depends_on = [aws_eks_cluster.shop]
}

data "aws_eks_addon_version" "ebs" {
  addon_name         = "aws-ebs-csi-driver"
  kubernetes_version = aws_eks_cluster.shop.version
  most_recent        = true
}

output "eks" {
  value = {
    clusters    = data.aws_eks_clusters.all.names
    ebs_version = data.aws_eks_addon_version.ebs.version
    # The token itself is another at every reading.
    has_token = nonsensitive(startswith(data.aws_eks_cluster_auth.shop.token, "k8s-aws-v1."))
  }
}
