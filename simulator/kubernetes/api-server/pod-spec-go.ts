import { type FieldType, findType, OPAQUE } from './api-types.ts';
import { type GoGroup, type GoValue, NIL, scalar } from './go-value.ts';

type Json = Record<string, unknown>;

// The fields in the order of Go's internal type, which differs from v1's. kubernetes pkg/apis/core/types.go PodSpec
const FIELDS =
  'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName automountServiceAccountToken nodeName securityContext imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations hostAliases priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName overhead enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources'.split(
    ' ',
  );

/** Inside, these belong to the security context. */
const HOST_FIELDS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

const SPEC = 'io.k8s.api.core.v1.PodSpec';

/** A pod's spec as the API server holds it in memory. */
export function podSpecInGo(spec: Json): GoGroup {
  const type = findType(SPEC) ?? {};
  const host = HOST_FIELDS.map((name) => fieldOf(SPEC, name, type[name], spec[name]));
  const entries = FIELDS.map((name) => fieldOf(SPEC, name, type[name], spec[name])).map(({ key, value }) =>
    key === 'SecurityContext' && value.form === 'group'
      ? { key, value: { ...value, entries: [...host, ...value.entries] } }
      : { key, value },
  );
  return { form: 'group', entry: 'field', type: 'core.PodSpec', pointer: false, entries };
}

function fieldOf(struct: string, name: string, field: FieldType | undefined, value: unknown) {
  const key = GO_NAMES[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return { key, value: field ? goValue(`${struct.split('.').at(-1)}.${name}`, field, value) : NIL };
}

const GO_NAMES: Record<string, string> = {
  apiVersion: 'APIVersion',
  dnsConfig: 'DNSConfig',
  dnsPolicy: 'DNSPolicy',
  fsGroup: 'FSGroup',
  fsGroupChangePolicy: 'FSGroupChangePolicy',
  handler: 'ProbeHandler',
  httpGet: 'HTTPGet',
  httpHeaders: 'HTTPHeaders',
  ip: 'IP',
  os: 'OS',
  seLinuxChangePolicy: 'SELinuxChangePolicy',
  seLinuxOptions: 'SELinuxOptions',
  tcpSocket: 'TCPSocket',
  tty: 'TTY',
};

function goValue(place: string, field: FieldType, value: unknown): GoValue {
  const { shape, ...item } = field;
  if (shape && value === undefined) return NIL;
  if (shape === 'list') {
    const entries = (value as unknown[]).map((one) => ({ key: '', value: itemOf(field, one) }));
    return { form: 'group', entry: 'element', type: `[]${goType(field.type)}`, pointer: false, entries };
  }
  if (shape === 'map') return mapOf(field, value as Json);
  if (field.type === OPAQUE.intOrString) return eitherOf(value as string | number | undefined);
  if (!field.type.includes('.') || field.type === OPAQUE.quantity) return scalarOf(place, field.type, value);
  const pointer = !field.inline && !VALUES.has(place);
  return pointer && value === undefined ? NIL : structOf(item.type, (value ?? {}) as Json, pointer);
}

const itemOf = ({ type }: FieldType, value: unknown): GoValue =>
  type.includes('.') ? structOf(type, value as Json, false) : scalar(value as string);

/** Of an inline struct the fields stand in the parent's JSON. */
function structOf(type: string, json: Json, pointer: boolean): GoValue {
  const fields = Object.entries(findType(type) ?? {});
  const entries = fields.map(([name, field]) => fieldOf(type, name, field, field.inline ? json : json[name]));
  return { form: 'group', entry: 'field', type: goType(type), pointer, entries };
}

/** Quantities are told as people write them; Go tells its struct. */
function mapOf({ type }: FieldType, json: Json): GoValue {
  const amounts = type === OPAQUE.quantity;
  const entries = Object.entries(json)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => ({ key: `${amounts ? 's' : ''}${JSON.stringify(key)}`, value: scalar(value as string) }));
  const name = amounts ? 'core.ResourceList' : `map[string]${goType(type)}`;
  return { form: 'group', entry: 'entry', type: name, pointer: false, entries };
}

/** apimachinery pkg/util/intstr: what is not used is zero. */
function eitherOf(value: string | number = 0): GoValue {
  const isText = typeof value === 'string';
  const entries = [
    { key: 'Type', value: scalar(isText ? 1 : 0) },
    { key: 'IntVal', value: scalar(isText ? 0 : value) },
    { key: 'StrVal', value: scalar(isText ? value : '') },
  ];
  return { form: 'group', entry: 'field', type: 'intstr.IntOrString', pointer: false, entries };
}

// Which are pointers, so that they may be nil. kubernetes pkg/apis/core/types.go
const POINTERS =
  /^(?:Container\.restartPolicy|PodSpec\.(?:preemptionPolicy|runtimeClassName)|VolumeMount\.(?:mountPropagation|recursiveReadOnly)|.*\.(?:fsGroupChangePolicy|supplementalGroupsPolicy|seLinuxChangePolicy|procMount|localhostProfile))$/;
const PLAIN =
  /^(?:ContainerPort\..*|HTTPGetAction\..*|Probe\.(?:initialDelay|timeout|period)Seconds|Probe\..*Threshold|ServiceAccountTokenProjection\..*|.*\.(?:readOnly|weight|maxSkew)|Container\..*|PodSpec\.host.*)$/;
const VALUES = new Set(['Container.resources']);

function scalarOf(place: string, type: string, value: unknown): GoValue {
  const isText = type === 'string' || type === OPAQUE.quantity;
  const pointer = isText ? POINTERS.test(place) : !PLAIN.test(place);
  if (value === undefined) return pointer ? NIL : scalar(isText ? '' : type === 'bool' ? false : 0);
  return scalar(value as string, pointer);
}

/** `io.k8s.api.core.v1.Container` → `core.Container` */
const goType = (type: string) => (type.includes('.') ? type.split('.').toSpliced(-2, 1).slice(-2).join('.') : type);
