# Both pods get the variable. The SDK for JavaScript in the app does not look at it; the client does, as the SDK for Go would.
for name in client app; do
  sed -e "s|env: \[\]|env: [{name: HTTP_PROXY, value: 'http://proxy.agent.svc.cluster.local:3128'}]|" \
    labs/16-inside-the-agent/$name.yaml | kubectl --context "$CLUSTER_A" apply -f -
done
for name in client app; do kubectl --context "$CLUSTER_A" -n agent rollout status "deployment/$name"; done
