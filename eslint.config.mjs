import reactHooks from 'eslint-plugin-react-hooks'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'
import { kebabCaseFile } from './scripts/lint/kebab-case-file.mjs'

/** Sensitive parts of Electron and the only file that may import each, so that a reviewer knows where to look. */
const homeOfName = {
  ipcMain: 'src/main/ipc/router.ts',
  ipcRenderer: 'src/preload/index.ts',
  safeStorage: 'src/main/adapters/secret-box.ts',
}

/**
 * @param {string[]} allowed names that the file may import
 * @returns {import('eslint').Linter.RuleEntry}
 */
const electronNamesRule = (...allowed) => [
  'error',
  {
    paths: Object.entries(homeOfName)
      .filter(([name]) => !allowed.includes(name))
      .map(([name, home]) => ({
        name: 'electron',
        importNames: [name],
        message: `Only ${home} may import ${name}.`,
      })),
  },
]

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Use named exports, so that each thing has the same name everywhere.',
}

const noLiteralSpread = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Write the properties out: a spread hides them from the check for unknown properties.',
}

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', '.cache/', 'artifacts/', 'test-results/', 'resources/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Everywhere
  {
    files: ['**/*.{ts,tsx,mts,mjs,cjs}'],
    plugins: { local: { rules: { 'kebab-case-file': kebabCaseFile } } },
    rules: {
      'local/kebab-case-file': 'error',
      eqeqeq: 'error',
      'no-empty': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 70, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', { max: 3 }],
      'no-restricted-syntax': ['error', noDefaultExport, noLiteralSpread],
    },
  },

  // Any pattern may meet a text from a server: the time must grow linearly with its length.
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },

  // Plain JavaScript; the compiler checks its names and types (tsconfig.scripts.json).
  { files: ['**/*.{mjs,cjs}'], rules: { 'no-unused-vars': 'error', 'no-useless-assignment': 'error' } },

  // TypeScript without types. .oxlintrc.json has the rules that need types, because oxlint is ten times as fast with them.
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-imports': electronNamesRule(),
    },
  },
  ...Object.entries(homeOfName).map(([name, home]) => ({
    files: [home],
    rules: { 'no-restricted-imports': electronNamesRule(name) },
  })),

  // The window
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 95, skipComments: true, skipBlankLines: true }] },
  },

  // Tests are long, and a describe block counts as a function.
  {
    files: ['**/*.test.{ts,tsx,mjs}', 'e2e/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },

  // The tools require a default export.
  { files: ['*.config.{ts,mts,mjs}'], rules: { 'no-restricted-syntax': 'off' } },
)
