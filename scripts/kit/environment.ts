import { s3ControlEndpoint } from '../../host/aws-files.ts';
import { labFiles } from '../../host/lab-files.ts';
import { workshopNames } from '../../labs/kit/names.ts';
import { labHome, workIn } from './lab-home.ts';
import type { RunningCloud } from './local-cloud.ts';

/**
 * What `lab:env` exports: where the local cloud is, as whom to call it, and the workshop's names. AWS_DEFAULT_REGION
 * too, because AWS CLI v1 reads nothing else.
 */
export function labEnvironment({ url, account, region, credentials }: RunningCloud): Record<string, string> {
  const files = labFiles(labHome());
  return {
    LAB_TARGET: 'local',
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3_CONTROL: s3ControlEndpoint(url),
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.learner.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.learner.secretAccessKey,
    AWS_PAGER: '',
    AWS_CONFIG_FILE: files.awsConfig,
    AWS_SHARED_CREDENTIALS_FILE: files.awsCredentials,
    KUBECONFIG: files.kubeconfig,
    LAB_WORK: workIn(labHome()),
    ...workshopNames(account, region),
  };
}
