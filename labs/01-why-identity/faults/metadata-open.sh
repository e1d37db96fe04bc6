for instance in $(kubectl --context "$CLUSTER_A" get nodes -o jsonpath='{.items[*].spec.providerID}'); do
  aws ec2 modify-instance-metadata-options --instance-id "${instance##*/}" --http-tokens optional \
    --http-put-response-hop-limit 2 --query InstanceId --output text
done
