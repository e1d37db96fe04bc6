/** The addresses of Services in a cluster whose VPC is in 10.0.0.0/8. EKS user guide, "Service IPv4 range" */
export const SERVICE_CIDR = '172.20.0.0/16';

/** The first of them is the API server's, the Service `kubernetes`. */
export const API_SERVER_IP = '172.20.0.1';

export const isServiceAddress = (ip: string): boolean => /^172\.20\.\d{1,3}\.\d{1,3}$/.test(ip);
