import { describe, expect, it } from 'vitest';
import { goDiff } from '../../../../simulator/kubernetes/api-server/go-diff.ts';
import { podSpecInGo } from '../../../../simulator/kubernetes/api-server/pod-spec-go.ts';
import { pod, testCluster } from './test-cluster.ts';

const PODS = '/api/v1/namespaces/default/pods';

const REFUSAL =
  'Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

async function patched(spec: Record<string, unknown>, patch: Record<string, unknown>) {
  const { call } = await testCluster();
  await call('POST', PODS, pod('web', { automountServiceAccountToken: false, ...spec }));
  const contentType = 'application/strategic-merge-patch+json';
  const { status, body } = await call('PATCH', `${PODS}/web`, { spec: patch }, { contentType });
  return { status, message: body.message };
}

describe('a refused update of a pod', () => {
  // As https://github.com/clastix/kamaji/pull/441 shows it, of a release before `resources` came to pods.
  it('tells which service account it would have', async () => {
    const { status, message } = await patched({ nodeName: 'ip-1' }, { serviceAccountName: 'test' });
    expect(status).toBe(422);
    expect(message).toBe(`${REFUSAL}
  core.PodSpec{
  	... // 7 identical fields
  	DNSPolicy:                    "ClusterFirst",
  	NodeSelector:                 nil,
- 	ServiceAccountName:           "default",
+ 	ServiceAccountName:           "test",
  	AutomountServiceAccountToken: &false,
  	NodeName:                     "ip-1",
  	... // 22 identical fields
  }
`);
  });

  it('tells what would become of a variable', async () => {
    const containers = [{ name: 'app', image: 'node:22', env: [{ name: 'A', value: '1' }] }];
    const env = [
      { name: 'A', value: '2' },
      { name: 'B', value: 'say "yes"' },
    ];
    const { message } = await patched({ containers }, { containers: [{ name: 'app', image: 'node:24', env }] });
    expect(message).toContain(`  			EnvFrom: nil,
  			Env: []core.EnvVar{
  				{
  					Name:      "A",
- 					Value:     "1",
+ 					Value:     "2",
  					ValueFrom: nil,
  				},
+ 				{Name: "B", Value: \`say "yes"\`},
  			},
`);
    expect(message).not.toContain('node:24');
  });

  it('has as many containers as before', async () => {
    const { status, message } = await patched({}, { containers: [{ name: 'more', image: 'node:22' }] });
    expect([status, message]).toEqual([
      422,
      'Pod "web" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers',
    ]);
  });

  // A message of September 2021 among the samples of flanksource's canary-checker; since then there are more fields.
  it('looks as on a real server', () => {
    const node = 'ip-10-0-6-76.eu-west-2.compute.internal';
    const mount = { name: 'token-a', readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
    const spec = (changes: object, mounts: object = {}) => ({
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      nodeSelector: { 'kubernetes.io/hostname': node },
      securityContext: {},
      containers: [{ name: 'app', image: 'ruby', ...mounts }],
      ...changes,
    });
    const volumes = [{ name: 'token-a', secret: { secretName: 'token-a', defaultMode: 420 } }];
    const filled = {
      volumes,
      serviceAccountName: 'default',
      nodeName: node,
      imagePullSecrets: [{ name: 'dockerhub' }],
    };
    const after = spec(filled, { volumeMounts: [mount] });
    expect(goDiff(podSpecInGo(spec({})), podSpecInGo(after))).toBe(`  core.PodSpec{
- 	Volumes: nil,
+ 	Volumes: []core.Volume{
+ 		{
+ 			Name:         "token-a",
+ 			VolumeSource: core.VolumeSource{Secret: &core.SecretVolumeSource{...}},
+ 		},
+ 	},
  	InitContainers: nil,
  	Containers: []core.Container{
  		{
  			... // 9 identical fields
  			ResizePolicy:  nil,
  			RestartPolicy: nil,
- 			VolumeMounts:  nil,
+ 			VolumeMounts: []core.VolumeMount{
+ 				{
+ 					Name:      "token-a",
+ 					ReadOnly:  true,
+ 					MountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
+ 				},
+ 			},
  			VolumeDevices: nil,
  			LivenessProbe: nil,
  			... // 10 identical fields
  		},
  	},
  	EphemeralContainers: nil,
  	RestartPolicy:       "Always",
  	... // 2 identical fields
  	DNSPolicy:                    "ClusterFirst",
  	NodeSelector:                 {"kubernetes.io/hostname": "${node}"},
- 	ServiceAccountName:           "",
+ 	ServiceAccountName:           "default",
  	AutomountServiceAccountToken: nil,
- 	NodeName:                     "",
+ 	NodeName:                     "${node}",
  	SecurityContext:              &{},
- 	ImagePullSecrets:             nil,
+ 	ImagePullSecrets:             []core.LocalObjectReference{{Name: "dockerhub"}},
  	Hostname:                     "",
  	Subdomain:                    "",
  	... // 18 identical fields
  }
`);
  });
});
