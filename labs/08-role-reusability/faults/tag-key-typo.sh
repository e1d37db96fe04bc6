# IfExists holds where the key does not exist, and no object has a tag of this name.
sed -e 's/"StringEquals": { "s3:ExistingObjectTag\/team"/"StringEqualsIfExists": { "s3:ExistingObjectTag\/tema"/' \
  labs/08-role-reusability/permissions.json > "$LAB_WORK/teams-permissions-broken.json"
aws iam put-role-policy --role-name "$TEAMS_ROLE" --policy-name teams \
  --policy-document "file://$LAB_WORK/teams-permissions-broken.json"
rm "$LAB_WORK/teams-permissions-broken.json"
