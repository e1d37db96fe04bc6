import { join } from 'node:path';

/** The files of LAB_HOME that others read: kubectl, the AWS CLI and the SDKs, and the npm scripts. */
export function labFiles(labHome: string) {
  return {
    kubeconfig: join(labHome, 'kubeconfig'),
    awsConfig: join(labHome, 'aws', 'config'),
    awsCredentials: join(labHome, 'aws', 'credentials'),
    /** Where the running local cloud is; absent while none runs. */
    localCloud: join(labHome, 'local-cloud.json'),
    /** The ports of the last run, which the next one takes again. */
    ports: join(labHome, 'ports.json'),
    certificates: join(labHome, 'pki'),
    pods: join(labHome, 'pods'),
  };
}
