import type { APIRoute, GetStaticPaths } from 'astro';
import { formFiles } from '../../site/form-files.ts';

export const getStaticPaths: GetStaticPaths = () =>
  Object.values(formFiles).map(({ name, text }) => ({ params: { name }, props: { text } }));

/** What a form fetches when somebody turns to it. */
export const GET: APIRoute<{ text: string }> = ({ props }) => new Response(props.text);
