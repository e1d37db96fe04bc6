"""Clients, paginators and waiters: a role for pods, from nothing to nothing."""

import json

import boto3
from say import say

CLUSTER = "workshop-a"
AGENT = {"clusterName": CLUSTER, "addonName": "eks-pod-identity-agent"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "pods.eks.amazonaws.com"},
            "Action": ["sts:AssumeRole", "sts:TagSession"],
        }
    ],
}

iam = boto3.client("iam")
eks = boto3.client("eks")

role = iam.create_role(
    RoleName="boto-role",
    AssumeRolePolicyDocument=json.dumps(TRUST),
    Tags=[{"Key": "team", "Value": "shop"}],
)["Role"]
say("role", {"arn": role["Arn"], "trust": role["AssumeRolePolicyDocument"] == TRUST, "created": role["CreateDate"].tzname()})

for name in ["one", "two", "three"]:
    iam.put_role_policy(RoleName="boto-role", PolicyName=name, PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}]}
    ))
pages = list(iam.get_paginator("list_role_policies").paginate(RoleName="boto-role", PaginationConfig={"PageSize": 1}))
say("pages of inline policies", [page["PolicyNames"] for page in pages])

eks.create_addon(**AGENT)
eks.get_waiter("addon_active").wait(**AGENT)
say("add-on", eks.describe_addon(**AGENT)["addon"]["status"])

association = eks.create_pod_identity_association(
    clusterName=CLUSTER, namespace="default", serviceAccount="boto", roleArn=role["Arn"]
)["association"]
paginator = eks.get_paginator("list_pod_identity_associations")
say("associations", [
    {"serviceAccount": found["serviceAccount"], "same": found["associationId"] == association["associationId"]}
    for page in paginator.paginate(clusterName=CLUSTER)
    for found in page["associations"]
])

eks.delete_pod_identity_association(clusterName=CLUSTER, associationId=association["associationId"])
eks.delete_addon(**AGENT)
eks.get_waiter("addon_deleted").wait(**AGENT)
for name in ["one", "two", "three"]:
    iam.delete_role_policy(RoleName="boto-role", PolicyName=name)
iam.delete_role(RoleName="boto-role")
say("left", {
    "addons": eks.list_addons(clusterName=CLUSTER)["addons"],
    "roles": [found["RoleName"] for found in iam.list_roles()["Roles"] if found["RoleName"] == "boto-role"],
})
