import type { Facility } from '../../src/facility/schema.ts';

/**
 * What nobody but the facility uses the word for: a fact wherever it is. Plain words such as "globus" are not in the
 * list.
 */
export function listOwnFacts(facility: Facility): string[] {
  const { storage, petalibrary, cluster, globus, transfer, contact, guide, methods } = facility;
  return [
    storage.host,
    storage.name,
    storage.interim.path,
    storage.accounts.grantedBy,
    ...(storage.hostKeyFingerprints ?? []),
    petalibrary?.depositFolder,
    petalibrary?.depositPath,
    petalibrary?.requestForm,
    petalibrary?.operator,
    petalibrary?.loginHost,
    petalibrary?.transferHost,
    ...(petalibrary?.loginFingerprints ?? []),
    ...(petalibrary?.transferFingerprints ?? []),
    petalibrary?.keyRegistry,
    cluster?.name,
    petalibrary?.documentation,
    petalibrary?.mountPath,
    petalibrary?.motionCorrection,
    transfer?.globusFolder,
    globus?.clientPath,
    globus?.collectionName,
    globus?.collectionId,
    contact.email,
    contact.page,
    guide,
    facility.name,
    facility.description,
    ...methods.flatMap(({ summary, needs }) => [summary, needs]),
  ].filter((fact) => fact !== undefined);
}
