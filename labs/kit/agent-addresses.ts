/** Where the webhook leads pods for credentials, by the cluster's IP family. facts B.1 */
export const AGENT_ADDRESSES = ['http://169.254.170.23/v1/credentials', 'http://[fd00:ec2::23]/v1/credentials'];
