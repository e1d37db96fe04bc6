import { namespaceOf, type Pod, serviceAccountOf } from './pod.ts';

/** What only the node knows of a pod, at a time when its status may not say it yet. */
export interface PodAddresses {
  podIp: string;
  hostIp: string;
  nodeName: string;
}

/**
 * The value of a downward API `fieldRef`; undefined for a path that the kubelet does not offer.
 * kubernetes pkg/fieldpath
 */
export function podField(pod: Pod, path: string, addresses: PodAddresses): string | undefined {
  const { metadata } = pod;
  const subscript = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (subscript) return metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2] as string] ?? '';
  const fields: Record<string, string> = {
    'metadata.name': metadata.name,
    'metadata.namespace': namespaceOf(pod),
    'metadata.uid': metadata.uid,
    'metadata.labels': listed(metadata.labels),
    'metadata.annotations': listed(metadata.annotations),
    'spec.nodeName': addresses.nodeName,
    'spec.serviceAccountName': serviceAccountOf(pod),
    'status.hostIP': addresses.hostIp,
    'status.hostIPs': addresses.hostIp,
    'status.podIP': addresses.podIp,
    'status.podIPs': addresses.podIp,
  };
  return fields[path];
}

/** One `key="value"` a line, as a downward API volume shows maps. */
function listed(map: Record<string, string> = {}): string {
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}
