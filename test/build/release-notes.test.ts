import { describe, expect, it } from 'vitest';
import { findReleaseNotes } from '../../scripts/release-notes.ts';

const changelog = `# Changelog

## [Unreleased]

### Added

- Something to come.

## [0.2.0] - 2026-12-24

### Fixed

- A command that failed.

## [0.1.0]

- The first.

## [0.0.1] - 2026-11-01
`;

describe('the notes of a release', () => {
  it('are the section of its version', () => {
    expect(findReleaseNotes('v0.2.0', '0.2.0', changelog)).toBe('### Fixed\n\n- A command that failed.');
  });

  it.each([
    ['v0.3.0', '0.2.0', 'The tag v0.3.0 is not the version 0.2.0 of package.json. Tag the release v0.2.0.'],
    ['v0.1.0', '0.1.0', 'CHANGELOG.md needs a heading with the day of the release: "## [0.1.0] - YYYY-MM-DD".'],
    ['v0.4.0', '0.4.0', 'CHANGELOG.md needs a heading with the day of the release: "## [0.4.0] - YYYY-MM-DD".'],
    ['v0.0.1', '0.0.1', 'CHANGELOG.md says nothing about 0.0.1.'],
  ])('are refused for the tag %s when package.json has %s: %s', (tag, version, message) => {
    expect(() => findReleaseNotes(tag, version, changelog)).toThrow(message);
  });
});
