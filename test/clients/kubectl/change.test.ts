import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
kubectl create configmap app --from-literal=color=blue
kubectl create deployment web --image=nginx:1.27 --replicas=0`;

describeKubectl('patch, edit, set', { before }, ({ shows }) => {
  it('patches in three ways', () =>
    shows(`
      $ kubectl patch configmap app -p '{"data":{"size":"large"}}'
      configmap/app patched
      $ kubectl patch configmap app -p '{"data":{"size":"large"}}'
      configmap/app patched (no change)
      $ kubectl patch configmap app --type=merge -p '{"data":{"color":null}}'
      configmap/app patched
      $ kubectl patch configmap app --type=json -p '[{"op":"replace","path":"/data/size","value":"small"}]'
      configmap/app patched
      $ kubectl get configmap app -o jsonpath='{.data}'
      {"size":"small"}
    `));

  it('merges lists by their keys in a strategic patch only', () =>
    shows(`
      $ kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox"}]}}}}'
      deployment.apps/web patched
      $ kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[*].name}'
      side nginx
      $ kubectl patch deployment web --type=merge -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx"}]}}}}'
      deployment.apps/web patched
      $ kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[*].name}'
      nginx
      $ kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":0}}'
      scale.autoscaling/web patched (no change)
    `));

  it('refuses patches that do not fit', () =>
    shows(`
      $ kubectl patch configmap app --type=json -p '[{"op":"remove","path":"/data/nope"}]'
      The request is invalid: the server rejected our request due to an error in our request
      [1]
      $ kubectl patch configmap app --type=nope -p '{}'
      error: --type must be one of [json merge strategic], not "nope"
      [1]
      $ kubectl patch configmap app -p '{"metadata":{"name":"other"}}'
      Error from server (BadRequest): the name of the object (other) does not match the name on the URL (app)
      [1]
    `));

  it('edits with the editor of the environment', () =>
    shows(`
      $ EDITOR='sed -i s/small/huge/' kubectl edit configmap app
      configmap/app edited
      $ EDITOR=true kubectl edit configmap app
      Edit cancelled, no changes made.
      $ EDITOR='sed -i s/replicas:.0/replicas:-1/' kubectl edit deployment web
      error: deployments.apps "web" is invalid
      A copy of your changes has been stored to "…"
      error: Edit cancelled, no valid changes were saved.
      [1]
      $ kubectl get configmap app -o jsonpath='{.data}'
      {"size":"huge"}
    `));

  it('sets images', () =>
    shows(`
      $ kubectl set image deployment/web nginx=nginx:1.28
      deployment.apps/web image updated
      $ kubectl set image deployment/web nope=nginx:1.28
      error: unable to find container named "nope"
      [1]
      $ kubectl get deployment web -o jsonpath='{..image}'
      nginx:1.28
    `));

  it('sets environment variables', () =>
    shows(`
      $ kubectl set env deployment/web COLOR=blue
      deployment.apps/web env updated
      $ kubectl set env deployment/web --from=configmap/app --prefix=APP_
      Warning: key size transferred to SIZE
      deployment.apps/web env updated
      $ kubectl set env deployment/web --list
      # Deployment web, container nginx
      COLOR=blue
      # APP_SIZE from configmap app, key size
      $ kubectl set env deployment/web COLOR-
      deployment.apps/web env updated
      $ kubectl get deployment web -o jsonpath='{..env[*].name}'
      APP_SIZE
    `));

  it('sets service accounts, resources, selectors and subjects', () =>
    shows(`
      $ kubectl set serviceaccount deployment/web cart
      deployment.apps/web serviceaccount updated
      $ kubectl set resources deployment/web --limits=cpu=200m,memory=128Mi --requests=cpu=100m
      deployment.apps/web resource requirements updated
      $ kubectl get deployment web -o jsonpath='{..serviceAccountName} {..resources}'
      cart {"limits":{"cpu":"200m","memory":"128Mi"},"requests":{"cpu":"100m"}}
      $ kubectl set resources deployment/web --limits=cpu=much
      error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
      [1]
      $ kubectl create service clusterip web --tcp=80 && kubectl set selector service web app=other
      service/web created
      service/web selector updated
      $ kubectl create rolebinding edit --clusterrole=edit && kubectl set subject rolebinding edit --user=me
      rolebinding.rbac.authorization.k8s.io/edit created
      rolebinding.rbac.authorization.k8s.io/edit subjects updated
    `));
});
