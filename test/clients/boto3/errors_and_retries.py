"""What boto3's users see of errors, and which requests it sends again."""

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import WaiterError
from say import error_of, say

iam = boto3.client("iam")
eks = boto3.client("eks")
s3 = boto3.client("s3")
dynamodb = boto3.client("dynamodb")
partner = boto3.Session(profile_name="partner")

say("iam", error_of(iam.get_role, RoleName="nope"))
say("eks", error_of(eks.describe_addon, clusterName="workshop-a", addonName="nope"))
say("s3", error_of(s3.get_object, Bucket="nope-of-boto", Key="a"))
say("dynamodb", error_of(dynamodb.describe_table, TableName="nope"))
say("sts", error_of(
    partner.client("sts").assume_role, RoleArn="arn:aws:iam::111122223333:role/nope", RoleSessionName="ana"
))
try:
    iam.get_role(RoleName="nope")
except iam.exceptions.NoSuchEntityException as error:
    say("modeled", str(error))
try:
    dynamodb.get_waiter("table_exists").wait(TableName="nope", WaiterConfig={"Delay": 0, "MaxAttempts": 2})
except WaiterError as error:
    say("waiter", str(error))

sent = []


def refuse_first(request, **_):
    """Stands for an overloaded service: answers the first request itself."""
    sent.append(request.headers["Authorization"])
    if len(sent) > 1:
        return None
    body = b"<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"
    return AWSResponse(request.url, 400, {}, Raw(body))


class Raw:
    def __init__(self, body):
        self.body = body

    def stream(self):
        yield self.body


sts = boto3.client("sts", config=Config(retries={"mode": "standard", "max_attempts": 3}))
sts.meta.events.register("before-send.sts", refuse_first)
answer = sts.get_caller_identity()
say("retry", {"arn": answer["Arn"], "retries": answer["ResponseMetadata"]["RetryAttempts"], "sent": len(sent)})
