/** Fetches a file of this site that holds JSON. Throws when it cannot be had. */
export async function fetchTables<Tables>(address = ''): Promise<Tables> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${String(response.status)}`);
  return (await response.json()) as Tables;
}
