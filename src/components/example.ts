/** The worked example that pages show without JavaScript: its placeholders do no harm when pasted. */
import { planTransfer } from '../generator/index.ts';
import type { Facility } from '../facility/schema.ts';
import type { MethodId, Plan } from '../generator/index.ts';

/** Plans the worked example of a method. Its dates mean nothing: show its steps only. */
export function planExample(facility: Facility, method: MethodId): Plan {
  const planned = planTransfer(
    facility,
    {
      method,
      account: 'YOUR-ACCOUNT',
      lab: 'YOUR-LAB',
      collection: 'YOUR-COLLECTION',
      destination: '/YOUR-DESTINATION/YOUR-COLLECTION',
    },
    '2000-01-01',
  );
  if ('plan' in planned) return planned.plan;
  throw new Error(`The worked example of ${method} has problems: ${JSON.stringify(planned.problems)}`);
}
