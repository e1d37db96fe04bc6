# Prints a token of the cluster of your own, for shop/cart:
#   bash labs/10-environments/own-token.sh <audience>
set -euo pipefail
bash labs/in-pod.sh "$CLUSTER_A" own-cluster issuer \
  curl -s "http://localhost:8080/token?namespace=shop&account=cart&audience=$1" | sed -n 's/.*"token": "\(.*\)".*/\1/p'
