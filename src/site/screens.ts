/** The screens of each method, as they were recorded. Only for the build. */
import type { Screen } from '../screens/screen.ts';

const files = import.meta.glob<readonly Screen[]>('../screens/*.json', { import: 'default', eager: true });

/** The screens of a method, if it has any. */
export function screensOf(method: string): readonly Screen[] | undefined {
  return files[`../screens/${method}.json`];
}

/** What a form knows of the screens of its steps before somebody looks at one. */
export interface ScreenPlaces {
  /** Of the file with the screens. */
  readonly address: string;
  /** The choices with which a step has a screen, by the id of the step. */
  readonly steps: Readonly<Record<string, readonly NonNullable<Screen['when']>[]>>;
}

/** Where there are screens. */
export function placeScreens(address: string, screens: readonly Screen[]): ScreenPlaces {
  const good = screens.filter(({ see }) => see === undefined);
  return {
    address,
    steps: Object.fromEntries(
      good.map(({ step }) => [step, good.flatMap((screen) => (screen.step === step ? [screen.when ?? {}] : []))]),
    ),
  };
}
