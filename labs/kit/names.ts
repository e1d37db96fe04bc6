const REGION = 'us-west-2';

/**
 * The workshop's resource names, as environment variables. They are the same in every shell and on every day, so that a
 * step can be repeated tomorrow; bucket names hold the account id, because the world shares one set of bucket names.
 */
export function workshopNames(accountId: string, region: string = REGION) {
  return {
    ACCOUNT_ID: accountId,
    AWS_REGION: region,
    CLUSTER_A: 'workshop-a',
    CLUSTER_B: 'workshop-b',
    HELLO_BUCKET: `workshop-hello-${accountId}`,
    WHY_ORDERS_BUCKET: `workshop-why-orders-${accountId}`,
    WHY_BILLING_BUCKET: `workshop-why-billing-${accountId}`,
    WHY_ORDERS_ROLE: 'workshop-why-orders',
    WHY_BILLING_ROLE: 'workshop-why-billing',
    TOKENS_ROLE: 'workshop-tokens',
    IRSA_ROLE: 'workshop-irsa',
    IRSA_BUCKET: `workshop-irsa-${accountId}`,
    IRSA_TABLE: 'workshop-irsa',
    IRSA_OTHER_BUCKET: `workshop-irsa-other-${accountId}`,
    IRSA_OTHER_TABLE: 'workshop-irsa-other',
    PI_ROLE: 'workshop-pod-identity',
    PI_BUCKET: `workshop-pod-identity-${accountId}`,
    PI_TABLE: 'workshop-pod-identity',
    TEAMS_ROLE: 'workshop-teams',
    TEAMS_IRSA_ROLE: 'workshop-teams-irsa',
    TEAMS_BUCKET: `workshop-teams-${accountId}`,
    TEAMS_TABLE: 'workshop-teams',
    SHARED_POLICY: 'workshop-shared',
    SHARED_BOUNDARY: 'workshop-shared-dev-only',
    SHARED_DEV_ROLE: 'workshop-shared-dev-orders',
    SHARED_PROD_ROLE: 'workshop-shared-prod-orders',
    SHARED_REPORTS_ROLE: 'workshop-shared-prod-reports',
    SHARED_BUCKET: `workshop-shared-${accountId}`,
    ADMISSION_ROLE: 'workshop-admission',
    CHAIN_ROLE: 'workshop-chain',
    CHAIN_IRSA_ROLE: 'workshop-chain-irsa',
    CHAIN_FILE_USER: 'workshop-chain-file',
    CHAIN_KEYS_USER: 'workshop-chain-keys',
    HARDEN_ROLE: 'workshop-harden',
    HARDEN_IRSA_ROLE: 'workshop-harden-irsa',
    HARDEN_DEPLOYER_ROLE: 'workshop-harden-deployer',
    HARDEN_BUCKET: `workshop-harden-${accountId}`,
    CROSS_ROLE: 'workshop-cross',
    CROSS_TAGGED_ROLE: 'workshop-cross-tagged',
    CROSS_PINNED_ROLE: 'workshop-cross-pinned',
    CROSS_BUCKET: `workshop-cross-${accountId}`,
    SESSION_ROLE: 'workshop-session',
    SESSION_BUCKET: `workshop-session-${accountId}`,
    MANY_ROLE: 'workshop-many-clusters',
    MANY_ISSUERS: 'issuers.workshop.example',
    TRUST_ROLE: 'workshop-trust',
    TRUST_IRSA_ROLE: 'workshop-trust-irsa',
  };
}

export type Names = ReturnType<typeof workshopNames>;
