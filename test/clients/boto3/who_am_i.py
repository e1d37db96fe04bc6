"""Whom boto3's own chain of credential providers makes of a program, and by which provider."""

import boto3
from say import say

session = boto3.Session()
arn = session.client("sts").get_caller_identity()["Arn"]
credentials = session.get_credentials()
say("identity", {"arn": arn, "provider": credentials.method, "account": credentials.get_frozen_credentials().account_id})
