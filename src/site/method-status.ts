/** The name that style sheets know a standing by, such as `being-set-up`. */
export function standingClass(standing: string): string {
  return standing.replace(/\W/g, '-');
}
