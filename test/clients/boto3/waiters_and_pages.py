"""The life of a cluster, by waiters; lists, by pages of one."""

import base64

import boto3
from botocore.exceptions import WaiterError
from say import error_of, say

SOON = {"Delay": 1, "MaxAttempts": 60}
eks = boto3.client("eks")


def pages(operation, key, **parameters):
    """What each page of a list holds."""
    found = eks.get_paginator(operation).paginate(**parameters, PaginationConfig={"PageSize": 1})
    return [page[key] for page in found]


workshop = eks.describe_cluster(name="workshop-a")["cluster"]
role = workshop["roleArn"]
subnets = workshop["resourcesVpcConfig"]["subnetIds"]
workers = eks.describe_nodegroup(clusterName="workshop-a", nodegroupName="workshop")["nodegroup"]["nodeRole"]

made = eks.create_cluster(name="boto", roleArn=role, resourcesVpcConfig={"subnetIds": subnets})
say("created", {"status": made["cluster"]["status"], "endpoint": "endpoint" in made["cluster"]})
eks.get_waiter("cluster_active").wait(name="boto", WaiterConfig=SOON)
cluster = eks.describe_cluster(name="boto")["cluster"]
say("active", {
    "status": cluster["status"],
    "endpoint": cluster["endpoint"].startswith("https://"),
    "issuer": cluster["identity"]["oidc"]["issuer"].startswith("https://oidc.eks.us-west-2.amazonaws.com/id/"),
    "authority": base64.b64decode(cluster["certificateAuthority"]["data"]).decode().splitlines()[0],
    "created": type(cluster["createdAt"]).__name__,
})

for name in ["one", "two"]:
    eks.create_nodegroup(clusterName="boto", nodegroupName=name, nodeRole=workers, subnets=subnets)
for name in ["one", "two"]:
    eks.get_waiter("nodegroup_active").wait(clusterName="boto", nodegroupName=name, WaiterConfig=SOON)
say("nodegroup", eks.describe_nodegroup(clusterName="boto", nodegroupName="two")["nodegroup"]["status"])
say("pages of clusters", sorted(pages("list_clusters", "clusters")))
say("pages of node groups", pages("list_nodegroups", "nodegroups", clusterName="boto"))

iam = boto3.client("iam")
trust = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]}"""
pods = iam.create_role(RoleName="paged", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
for account in ["a", "b", "c"]:
    eks.create_pod_identity_association(clusterName="boto", namespace="default", serviceAccount=account, roleArn=pods)
say("pages of associations", sorted(
    [found["serviceAccount"] for found in page]
    for page in pages("list_pod_identity_associations", "associations", clusterName="boto")
))

refusal = error_of(eks.delete_cluster, name="boto")
say("in use", refusal["code"] + ": " + refusal["message"])
for name in ["one", "two"]:
    eks.delete_nodegroup(clusterName="boto", nodegroupName=name)
    eks.get_waiter("nodegroup_deleted").wait(clusterName="boto", nodegroupName=name, WaiterConfig=SOON)
eks.delete_cluster(name="boto")
eks.get_waiter("cluster_deleted").wait(name="boto", WaiterConfig=SOON)
try:
    eks.get_waiter("cluster_active").wait(name="nope", WaiterConfig=SOON)
except WaiterError as error:
    say("no such cluster", str(error))
iam.delete_role(RoleName="paged")
say("left", sorted(eks.list_clusters()["clusters"]))
