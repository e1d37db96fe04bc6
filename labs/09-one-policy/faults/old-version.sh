aws iam set-default-policy-version --policy-arn "arn:aws:iam::$ACCOUNT_ID:policy/$SHARED_POLICY" --version-id v1
