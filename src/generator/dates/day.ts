/** A day as people write it. */

const months = 'january february march april may june july august september october november december'.split(' ');

/**
 * The day as ISO 8601 where the text can mean only one: `25 Oct 2026`, `October 25, 2026`, `2026/10/25`, `25/10/2026`
 * and `10/25/2026`, whose 25 is no month. Any other text is given back as it is, `5/10/2026` among them.
 */
export function readDay(text: string): string {
  const [, begin = '', middle = '', end = ''] =
    /^(?:[a-z]+day,? )?(\w+?)(?:st|nd|rd|th)?(?:[-/.] ?|,? |\. )(\w+?)(?:st|nd|rd|th)?(?:[-/.] ?|,? |\. )(\d+)$/i.exec(
      text,
    ) ?? [];
  const isYearFirst = /^\d{4}$/.test(begin);
  const [year, one, other] = isYearFirst ? [begin, middle, end] : [end, begin, middle];
  const read = (month: string, day: string): string[] => {
    const named = months.findIndex((name) => month.length > 2 && name.startsWith(month.toLowerCase())) + 1;
    const number = named || Number(month);
    const isDay =
      /^\d{4}$/.test(year) &&
      /^\d\d?$/.test(day) &&
      Number(day) >= 1 &&
      Number(day) <= 31 &&
      number >= 1 &&
      number <= 12;
    return isDay ? [`${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`] : [];
  };
  const found = new Set([...read(one, other), ...(isYearFirst ? [] : read(other, one))]);
  const [only] = found;
  return found.size === 1 && only ? only : text;
}
