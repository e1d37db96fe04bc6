import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

describeKubectl('explain', {}, ({ shows }) => {
  it('lists what a field may be', () =>
    shows(`
      $ kubectl explain pod.spec.containers.imagePullPolicy
      KIND:       Pod
      VERSION:    v1

      FIELD: imagePullPolicy <string>
      ENUM:
          Always
          IfNotPresent
          Never

      DESCRIPTION:
          Image pull policy. One of Always, Never, IfNotPresent. Defaults to Always if
          :latest tag is specified, or IfNotPresent otherwise. Cannot be updated. More
          info: https://kubernetes.io/docs/concepts/containers/images#updating-images

          Possible enum values:
           - \`"Always"\` means that kubelet always attempts to pull the latest image.
          Container will fail If the pull fails.
           - \`"IfNotPresent"\` means that kubelet pulls if the image isn't present on
          disk. Container will fail if the image isn't present and the pull fails.
           - \`"Never"\` means that kubelet never pulls an image, but only uses a local
          image. Container will fail if the image isn't present
    `));

  it('says which fields are required', () =>
    shows(`
      $ kubectl explain deployment.spec | awk '/-required-/ { print $1, $2 }'
      selector <LabelSelector>
      template <PodTemplateSpec>
      $ kubectl explain rolebinding | awk '/-required-/ { print $1, $2 }'
      roleRef <RoleRef>
    `));

  it('reads the older document too', () =>
    shows(`
      $ kubectl explain deployment.spec --output=plaintext-openapiv2 | awk '/-required-/ { print $1, $2 }'
      selector <Object>
      template <Object>
      $ kubectl explain serviceaccount --output=plaintext-openapiv2 | sed -n 1,7p
      KIND:     ServiceAccount
      VERSION:  v1

      DESCRIPTION:
           ServiceAccount binds together: * a name, understood by users, and perhaps
           by peripheral systems, for an identity * a principal that can be
           authenticated and authorized * a set of secrets
    `));
});

describeKubectl('validation before anything is sent', {}, ({ shows, write }) => {
  it('holds for lists, which no version of the API has', () => {
    write(
      'list.yaml',
      '{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, daata: {}}]}',
    );
    return shows(`
      $ kubectl apply -f list.yaml
      error: error validating "list.yaml": error validating data: ValidationError(ConfigMap): unknown field "daata" in io.k8s.api.core.v1.ConfigMap; if you choose to ignore these errors, turn validation off with --validate=false
      [1]
      $ kubectl apply -f list.yaml --validate=ignore
      configmap/a created
    `);
  });

  it('is left to the server, which warns or says nothing', () => {
    write('typo.yaml', '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, daata: {}}');
    return shows(`
      $ kubectl apply -f typo.yaml --validate=warn
      Warning: unknown field "daata"
      configmap/b created
      $ kubectl apply -f typo.yaml --validate=ignore
      configmap/b configured
      $ kubectl create -f typo.yaml --validate=strict
      Error from server (BadRequest): error when creating "typo.yaml": ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "daata"
      [1]
    `);
  });
});
