"""Whom boto3's own chain of credential providers makes of a program, and by which provider; or why of nobody."""

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from say import say

session = boto3.Session()
try:
    arn = session.client("sts").get_caller_identity()["Arn"]
    credentials = session.get_credentials()
    account = credentials.get_frozen_credentials().account_id
    say("identity", {"arn": arn, "provider": credentials.method, "account": account})
except (BotoCoreError, ClientError) as error:
    say("error", {"type": type(error).__name__, "text": str(error)})
