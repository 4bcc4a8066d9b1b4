import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { kebabCaseFile } from './scripts/lint/kebab-case-file.mjs'

/** Each of these opens a wall, so each is touched in one file, where a reviewer knows to look. */
const HOME_OF_NAME = {
  ipcMain: 'src/main/ipc/router.ts',
  ipcRenderer: 'src/preload/index.ts',
  safeStorage: 'src/main/adapters/secret-box.ts',
}

/**
 * @param {string[]} allowed names that the file at hand may import
 * @returns {import('eslint').Linter.RuleEntry}
 */
const electronNamesRule = (...allowed) => [
  'error',
  {
    paths: Object.entries(HOME_OF_NAME)
      .filter(([name]) => !allowed.includes(name))
      .map(([name, home]) => ({
        name: 'electron',
        importNames: [name],
        message: `${name} is used in ${home} alone.`,
      })),
  },
]

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a thing has one name everywhere.',
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
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', { max: 3 }],
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
    },
  },

  // Plain JavaScript: names and types of it are read by the compiler (tsconfig.scripts.json).
  { files: ['**/*.{mjs,cjs}'], rules: { 'no-unused-vars': 'error', 'no-useless-assignment': 'error' } },

  // TypeScript, with types
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A default that proves `never` is welcome; one that swallows the member added tomorrow is not enough.
        { allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Electron's classes are instances of interfaces, which this young rule takes for strangers.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      'no-restricted-imports': electronNamesRule(),
    },
  },
  ...Object.entries(HOME_OF_NAME).map(([name, home]) => ({
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
    rules: { 'max-lines-per-function': ['error', { max: 90, skipComments: true, skipBlankLines: true }] },
  },

  // Tests tell long stories; a describe block is a function only by accident.
  {
    files: ['**/*.test.{ts,tsx,mjs}', 'e2e/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },

  // The tools ask for a default export.
  { files: ['*.config.{ts,mts,mjs}'], rules: { 'no-restricted-syntax': 'off' } },
)
