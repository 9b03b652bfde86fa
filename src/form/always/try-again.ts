/**
 * Firefox never asks again for a script that it once could not fetch (seen in 153; other browsers do): only loading the
 * page again helps.
 */
let before: unknown;

/**
 * Notes that a script could not be had. When that happens again though somebody has touched what needs it, and there is
 * a network, the page is loaded again: what was typed stays with it. A script that came and threw gives the same error
 * each time, and is left alone.
 */
export function noteFailure(error: unknown, isTouched: boolean): void {
  console.warn(error);
  if (isTouched && before && before !== error) void loadPageAgain();
  before = error;
}

async function loadPageAgain(): Promise<void> {
  try {
    if ((await fetch(location.href)).ok) location.reload();
  } catch (error) {
    console.warn(error);
  }
}
