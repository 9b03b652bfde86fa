/** How a server is reached over SFTP. */
import type { RequestFacts } from '../../facts.ts';

/**
 * The facility with the host and folder that SFTP leads to in the place of the storage server's: its own, where the
 * facts do not say where SFTP leads. No program for SFTP alone goes through a jump host, so there is none.
 */
export function enterBySftp(facility: RequestFacts): RequestFacts {
  const { name, host, hostKeyFingerprints, interim, accounts, vpn } = facility.storage;
  const sftp: NonNullable<RequestFacts['storage']['sftp']> = facility.storage.sftp ?? { path: interim.path };
  const fingerprints = sftp.host === undefined ? hostKeyFingerprints : sftp.hostKeyFingerprints;
  return {
    ...facility,
    storage: {
      name,
      host: sftp.host ?? host,
      interim: { ...interim, path: sftp.path.replace(/\/$/, '') },
      accounts,
      ...(vpn && { vpn }),
      ...(fingerprints && { hostKeyFingerprints: fingerprints }),
    },
  };
}
