/** Which fields of a form come first, and how the values of the others are summed up. */
import { isAsked, isOptional, readField } from '../../generator/request.ts';
import type { Draft, Fields } from '../../generator/request.ts';
import { escapeHtml } from '../../site/html.ts';

/** Whether a field has to be filled in, given what the others have: it has no choices, and may not be left empty. */
export function isNeeded(fields: Fields, draft: Draft, name: string): boolean {
  return !fields[name]?.choices && !isOptional(fields, draft, name);
}

/** A link to each field that has to be filled in. */
export function listMissing(fields: Fields, draft: Draft): Record<string, string> {
  const names = Object.keys(fields).filter((name) => isAsked(fields, draft, name) && isNeeded(fields, draft, name));
  return Object.fromEntries(names.map((name) => [name, fieldLink(name, fields[name]?.label ?? name)]));
}

/** A link to a field. */
export function fieldLink(field: string, text: string): string {
  return `<a href="#field-${field}">${escapeHtml(text)}</a>`;
}

/** The values in force of the fields that need not be filled in, each as a link to its field. */
export function inForceHtml(fields: Fields, draft: Draft): string {
  return Object.entries(fields)
    .filter(([name]) => isAsked(fields, draft, name) && !isNeeded(fields, draft, name))
    .flatMap(([name, { label, choices, brief }]) => {
      const value = readField(fields, draft, name);
      const says = choices ? (brief?.[value] ?? choices[value]) : value && `${label.toLowerCase()}: ${value}`;
      if (!says) return [];
      const isDefault = choices && value === Object.keys(choices)[0];
      const text = isDefault ? escapeHtml(says) : `<b>${escapeHtml(says)}</b>`;
      return `<a href="#field-${name}" title="${escapeHtml(label)}">${text}</a>`;
    })
    .join(' · ');
}
