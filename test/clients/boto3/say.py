"""What the programs report: one JSON object a line, which the suites of this folder compare."""

import json


def say(step, seen):
    print(json.dumps({"step": step, "seen": seen}, default=str), flush=True)


def error_of(call, **parameters):
    """The error that a call is answered with, as boto3's users look at it."""
    from botocore.exceptions import ClientError

    try:
        call(**parameters)
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
        return {
            "type": type(error).__name__,
            "operation": error.operation_name,
            "code": error.response["Error"]["Code"],
            "message": error.response["Error"]["Message"],
            "status": metadata["HTTPStatusCode"],
            "retries": metadata["RetryAttempts"],
            "hasRequestId": len(metadata.get("RequestId", "")) > 0,
        }
    return None
