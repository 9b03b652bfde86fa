/** Rows and sentences around a screen or tmux session. */
import type { Tables } from '../../step.ts';

const keepsRunning = 'Keeps a terminal running when its window is closed.';

/** What to do first, where a session is gone. */
export const startAgain = ' If the session is gone, start it again first.';

/** What to know of a copy without a session, and of one in WSL. */
export const sessionNotices = {
  noSession: 'The copy ends when this terminal closes. Leave it open, or use screen or tmux.',
  wsl: 'Leave the WSL window open: Windows may stop WSL when no window is. See to it that Windows does not sleep: in its settings, under System, Power. Windows drives, under /mnt, are slower. These commands were run on Linux, not in WSL.',
  macos: 'These commands were run on Linux, not on a Mac.',
} as const;

export const sessionTables = {
  keys: { screen: 'A', tmux: 'B' },
  commands: {
    screenStart: [
      ['utility', 'screen', keepsRunning, 'screen(1)'],
      ['option', '-S', 'Starts a session with this name:', 'screen(1) -S'],
      ['option-argument', '{name}', 'made from the name of the collection.', 'screen(1) -S'],
    ],
    // -d -r takes a session over where it is still attached elsewhere.
    screenReattach: [
      ['utility', 'screen', keepsRunning, 'screen(1)'],
      ['option', '-d', 'Takes the session from where it is still open.', 'screen(1) -d -r'],
      ['option', '-r', 'Comes back to the session with this name:', 'screen(1) -r'],
      ['option-argument', '{name}', 'made from the name of the collection.', 'screen(1) -r'],
    ],
    tmuxStart: [
      ['utility', 'tmux', keepsRunning, 'tmux(1)'],
      ['operand', 'new', 'Starts a session', 'tmux(1) new-session'],
      ['option', '-s', 'with this name:', 'tmux(1) new-session -s'],
      ['option-argument', '{name}', 'made from the name of the collection.', 'tmux(1) new-session -s'],
    ],
    tmuxReattach: [
      ['utility', 'tmux', keepsRunning, 'tmux(1)'],
      ['operand', 'attach', 'Comes back to a session.', 'tmux(1) attach-session'],
      ['option', '-d', 'Takes it from where it is still open.', 'tmux(1) attach-session -d'],
      ['option', '-t', 'Which session:', 'tmux(1) attach-session -t'],
      ['option-argument', '{exactName}', 'the one with exactly this name.', 'tmux(1) COMMANDS'],
    ],
    exit: [['utility', 'exit', 'Ends the shell, and the session with it.', 'POSIX XCU, exit']],
  },
  steps: {
    start: {
      title: 'Start a {program} session',
      phase: 'prepare',
      expect: 'An empty prompt: you are inside the session. If a page of text comes first, press the space bar.',
      otherwise: [
        [
          'not found',
          '{program} is not installed here. Choose another way to keep the copy running, or ask for it.',
          'command-not-found',
        ],
      ],
    },
    detach: {
      title: 'Leave it running',
      phase: 'copy',
      expect:
        '`[detached` … and your former prompt. The copy goes on while the computer stays on, also when you close the window; only some computers end it when you log out. To see whether yours does, log out, log in again and come back to it.',
      otherwise: [['nothing happens', 'Let go of Ctrl and {key} before you press D, and do not press Shift.']],
    },
    reattach: {
      title: 'Come back to it',
      phase: 'resume',
      ifNeeded: true,
      expect: 'The copy, as far as it is by now. To leave again, press the same keys.',
      otherwise: [
        [
          "no screen to be detached, can't find session, no sessions",
          'The session is gone: after a restart, or because this computer ends sessions when you log out. Start it again and repeat the copy; in the second case stay logged in, or ask whoever runs it.',
          'no-session',
        ],
        ['several suitable screens', 'The session was started twice.', 'several-sessions'],
      ],
    },
    end: { title: 'End the session', phase: 'cleanUp', expect: 'Your former prompt.', otherwise: [] },
  },
} as const satisfies Tables & Record<string, unknown>;
