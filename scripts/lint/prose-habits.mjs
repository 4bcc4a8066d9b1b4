/**
 * Habits that make prose hard to read, and what to write instead. A pattern must not match correct English, so a word that is
 * sometimes right is matched only together with the words that make it wrong.
 * @typedef {{ habit: string, pattern: RegExp, instead: string, in?: 'catalogue' }} Habit
 */

/** @type {readonly Habit[]} */
export const habits = [
  { habit: 'anew', pattern: /\banew\b/i, instead: 'again, or name the action: refresh, restart, rewrite' },
  { habit: 'nobody', pattern: /\bnobody(’s|'s)?\b/i, instead: 'no one, or the passive, or who exactly' },
  { habit: 'whoever', pattern: /\bwhoever\b/i, instead: 'name the caller, or "anyone who"' },
  { habit: 'none of', pattern: /\b(is|are|was|were) none of\b/i, instead: 'does not belong to, is not' },
  { habit: 'so many', pattern: /\bso (many|few)\b(?! that\b)/i, instead: 'the number, or "this many"' },
  {
    habit: 'by itself',
    pattern: /\bby (itself|themselves)\b/i,
    instead: 'automatically, on its own, alone; often nothing is lost without it',
  },
  {
    habit: 'at all',
    pattern: /(?<!\bor not )\bat all\b(?! (times|sizes|levels|hours|widths|zooms)\b)/i,
    instead: 'leave it out, or "any"',
  },
  { habit: 'of its own', pattern: /\bof (its|their|our|his) own\b/i, instead: 'its own …, a separate …' },
  {
    habit: 'stand',
    pattern: /\b(stand|stands|stood|standing)\b(?! (for|in for|by|still)\b)(?!-)/i,
    instead: 'is, are, appears, is listed, is stored',
  },
  {
    habit: 'go on',
    pattern: /\b(go|goes|going|gone|went) on\b(?! (top|the|to the)\b)/i,
    instead: 'continue, resume, proceed',
  },
  { habit: 'wish', pattern: /\b(wish|wishes|wished)\b/i, instead: 'request, want, option' },
  {
    habit: 'tell',
    pattern: /\b(tell|tells|told|telling)\b(?![^.;:]{0,60}\b(apart|from)\b)/i,
    instead: 'notify, report, emit, say, show, know; distinguish',
  },
  { habit: 'retold', pattern: /\b(retold|untold)\b/i, instead: 're-emitted, unreported' },
  { habit: 'mend', pattern: /\bmend(s|ed|ing)?\b/i, instead: 'fix, repair' },
  {
    habit: 'meanwhile',
    pattern: /\bmeanwhile\b/i,
    instead: 'in between, at the same time; often nothing is lost without it',
  },
  { habit: 'let go', pattern: /\b(let|lets|letting) go\b/i, instead: 'release' },
  { habit: 'for ever', pattern: /\bfor ever\b/i, instead: 'forever, or without end' },
  {
    habit: 'is no',
    pattern:
      /(?<!\b(there|here) )\b(is|are|was|were) no (?!(longer|more|such|different|better|worse|one|less|later|higher|larger|smaller|newer|older|reason|need|way|point|doubt|use)\b)\w+/i,
    instead: 'is not a …',
  },
  { habit: 'is nothing but', pattern: /\bnothing but\b/i, instead: 'only' },
  { habit: 'worth nothing', pattern: /\bworth nothing\b/i, instead: 'stale, invalid, useless' },
  { habit: 'as often as', pattern: /\bas often as\b/i, instead: 'a number, or "any number of times"' },

  // Words that docs/glossary.md replaces.
  { habit: 'desk', pattern: /\bdesks?\b/i, instead: 'service, callbacks, harness' },
  { habit: 'nap', pattern: /\b(naps?|sleepers?)\b/i, instead: 'suspend, what is notified of suspend' },
  {
    habit: 'errand',
    pattern: /\b(errands?|turnstiles?|purses?|knocks?|heralds?|announcers?)\b/i,
    instead: 'see docs/glossary.md',
  },
  { habit: 'spoken', pattern: /\b(spoken|languages? (of|that) (it|the app) speaks)\b/i, instead: 'locale' },

  // User-facing text: one verb for one action (docs/glossary.md).
  { habit: 'purge', pattern: /\b(purge[sd]?|purging)\b/i, instead: 'delete the copy', in: 'catalogue' },
  { habit: 'for good', pattern: /\bfor good\b/i, instead: 'permanently', in: 'catalogue' },
  { habit: 'the user', pattern: /\bthe user\b/i, instead: 'you', in: 'catalogue' },
]

/**
 * Findings that are correct English: the file, words near the finding, and the reason. An exception without a match is an
 * error.
 * @type {readonly { file: string, words: string, reason: string }[]}
 */
export const exceptions = []
