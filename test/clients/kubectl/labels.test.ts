import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

describeKubectl('labels and annotations', { before: 'kubectl create configmap app' }, ({ shows }) => {
  it('adds a label once', () =>
    shows(`
      $ kubectl label configmap app tier=front
      configmap/app labeled
      $ kubectl label configmap app tier=front
      configmap/app not labeled
    `));

  it('changes a label only when told to', () =>
    shows(`
      $ kubectl label configmap app tier=back
      error: 'tier' already has a value (front), and --overwrite is false
      [1]
      $ kubectl label configmap app tier=back --overwrite
      configmap/app labeled
      $ kubectl get configmaps -L tier
      NAME              DATA  AGE  TIER
      app               0     …    back
      kube-root-ca.crt  1     …
    `));

  it('removes a label', () =>
    shows(`
      $ kubectl label configmap app owner=me
      configmap/app labeled
      $ kubectl label configmap app tier-
      configmap/app unlabeled
      $ kubectl label configmap app tier-
      label "tier" not found.
      configmap/app not labeled
    `));

  it('labels all objects of a kind, and selects by label', () =>
    shows(`
      $ kubectl label configmap --all team=shop
      configmap/app labeled
      configmap/kube-root-ca.crt labeled
      $ kubectl get configmap -l 'team in (shop,cart),team!=cart' -o name
      configmap/app
      configmap/kube-root-ca.crt
      $ kubectl get configmap -l '!team'
      No resources found in shop namespace.
    `));

  it('refuses a label whose key is not one', () =>
    shows(`
      $ kubectl label configmap app 'bad key=1'
      The ConfigMap "app" is invalid: metadata.labels: Invalid value: "bad key": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
      [1]
    `));

  it('annotates', () =>
    shows(`
      $ kubectl annotate serviceaccount default eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/one
      serviceaccount/default annotated
      $ kubectl annotate serviceaccount default eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/two
      error: --overwrite is false but found the following declared annotation(s): 'eks.amazonaws.com/role-arn' already has a value (arn:aws:iam::111122223333:role/one)
      [1]
      $ kubectl annotate serviceaccount default --list
      eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/one
      $ kubectl annotate serviceaccount default eks.amazonaws.com/role-arn-
      serviceaccount/default annotated
    `));
});
