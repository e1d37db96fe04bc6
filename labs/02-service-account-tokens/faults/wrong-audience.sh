kubectl --context "$CLUSTER_A" -n tokens patch deployment app --type=json -p '[
  {
    "op": "replace",
    "path": "/spec/template/spec/volumes/1/projected/sources/0/serviceAccountToken/audience",
    "value": "verifier"
  }
]'
kubectl --context "$CLUSTER_A" -n tokens rollout status deployment/app
