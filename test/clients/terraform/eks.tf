data "aws_eks_cluster" "workshop" {
  name = "workshop-a"
}

resource "aws_eks_addon" "pod_identity_agent" {
  cluster_name = data.aws_eks_cluster.workshop.name
  addon_name   = "eks-pod-identity-agent"
}

resource "aws_eks_pod_identity_association" "cart" {
  cluster_name    = data.aws_eks_cluster.workshop.name
  namespace       = "shop"
  service_account = "cart"
  role_arn        = aws_iam_role.cart.arn

  tags = {
    Stage = var.stage
  }
}
