# Sets how far the answers of the metadata service travel, on every node of a cluster:
#   bash labs/01-why-identity/metadata.sh <cluster> <hops>
set -euo pipefail
for instance in $(kubectl --context "$1" get nodes -o jsonpath='{.items[*].spec.providerID}'); do
  aws ec2 modify-instance-metadata-options --instance-id "${instance##*/}" --http-tokens required \
    --http-put-response-hop-limit "$2" \
    --query '[InstanceId, InstanceMetadataOptions.HttpTokens, InstanceMetadataOptions.HttpPutResponseHopLimit]' --output text
done
