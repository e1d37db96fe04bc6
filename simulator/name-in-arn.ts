/** The name at the end of an ARN or of a path: of roles, users and policies, it comes after their path. */
export const nameInArn = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
