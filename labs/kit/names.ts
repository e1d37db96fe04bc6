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
    HARDEN_ROLE: 'workshop-harden',
    HARDEN_IRSA_ROLE: 'workshop-harden-irsa',
    HARDEN_DEPLOYER_ROLE: 'workshop-harden-deployer',
    HARDEN_BUCKET: `workshop-harden-${accountId}`,
    CROSS_ROLE: 'workshop-cross',
    CROSS_TAGGED_ROLE: 'workshop-cross-tagged',
    CROSS_PINNED_ROLE: 'workshop-cross-pinned',
    CROSS_BUCKET: `workshop-cross-${accountId}`,
    MANY_ROLE: 'workshop-many-clusters',
    MANY_ISSUERS: 'issuers.workshop.example',
    TRUST_ROLE: 'workshop-trust',
    TRUST_IRSA_ROLE: 'workshop-trust-irsa',
  };
}

export type Names = ReturnType<typeof workshopNames>;
