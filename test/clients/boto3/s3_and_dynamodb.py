"""The resource API, and the transfers and conversions below it."""

from decimal import Decimal
from io import BytesIO

import boto3
from boto3.dynamodb.conditions import Attr, Key
from say import say

s3 = boto3.resource("s3")
bucket = s3.Bucket("boto-reports")
bucket.create(CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
bucket.wait_until_exists()
for name in ["2025/a.txt", "2026/a.txt", "2026/b.txt"]:
    bucket.upload_fileobj(BytesIO(name.encode()), name, ExtraArgs={"Metadata": {"author": "ana"}})
say("objects", [found.key for found in bucket.objects.filter(Prefix="2026/")])
say("pages", [
    [prefix["Prefix"] for prefix in page.get("CommonPrefixes", [])]
    for page in s3.meta.client.get_paginator("list_objects_v2").paginate(
        Bucket=bucket.name, Delimiter="/", PaginationConfig={"PageSize": 1}
    )
])
read = bucket.Object("2026/a.txt").get()
say("object", {"body": read["Body"].read().decode(), "metadata": read["Metadata"], "type": read["ContentType"]})
into = BytesIO()
bucket.download_fileobj("2026/b.txt", into)
say("download", into.getvalue().decode())
bucket.Object("copy.txt").copy({"Bucket": bucket.name, "Key": "2026/a.txt"})
say("deleted", sorted(found["Key"] for batch in bucket.objects.all().delete() for found in batch["Deleted"]))
bucket.delete()
bucket.wait_until_not_exists()

dynamodb = boto3.resource("dynamodb")
table = dynamodb.create_table(
    TableName="boto-orders",
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[
        {"AttributeName": "team", "AttributeType": "S"},
        {"AttributeName": "id", "AttributeType": "N"},
    ],
    KeySchema=[
        {"AttributeName": "team", "KeyType": "HASH"},
        {"AttributeName": "id", "KeyType": "RANGE"},
    ],
)
table.wait_until_exists()
with table.batch_writer() as batch:
    for number in range(30):
        batch.put_item(Item={"team": "shop", "id": number, "total": Decimal("0.1") * number, "open": number % 2 == 0})
asked = table.query(
    KeyConditionExpression=Key("team").eq("shop") & Key("id").between(10, 13),
    FilterExpression=(Attr("open").eq(True) | Attr("open").is_in(["x"])) & ~Attr("gone").exists()
    & Attr("total").attribute_type("N"),
)
say("query", [{"id": found["id"], "total": found["total"]} for found in asked["Items"]])
changed = table.update_item(
    Key={"team": "shop", "id": 1},
    UpdateExpression="SET #t = #t + :more, tags = :tags REMOVE #o",
    ExpressionAttributeNames={"#t": "total", "#o": "open"},
    ExpressionAttributeValues={":more": Decimal("1e-5"), ":tags": {"red", "blue"}},
    ReturnValues="ALL_NEW",
)["Attributes"]
say("update", {**changed, "tags": sorted(changed["tags"])})
pages = table.meta.client.get_paginator("scan").paginate(TableName=table.name, PaginationConfig={"PageSize": 12})
say("pages of a scan", [page["Count"] for page in pages])
table.delete()
table.wait_until_not_exists()
say("left", {
    "buckets": [found.name for found in s3.buckets.all()],
    "tables": [found.name for found in dynamodb.tables.all()],
})
