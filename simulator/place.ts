/** The learner's account: the administrator of `lab:env` is its user `workshop`. */
export const LEARNER_ACCOUNT = '111122223333';
/** Another company's account, for what crosses accounts. */
export const PARTNER_ACCOUNT = '444455556666';
export const REGION = 'us-west-2';
export const CLUSTER_NAMES = ['workshop-a', 'workshop-b'] as const;
