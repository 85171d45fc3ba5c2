import js from '@eslint/js'
import stylistic from '@stylistic/eslint-plugin'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  // The library's example is compiled against the built package, by its test.
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'examples/library/', 'examples/testing/**/*.ts'] },
  js.configs.recommended,
  stylistic.configs.customize({ braceStyle: '1tbs', quoteProps: 'as-needed', arrowParens: false }),
  {
    rules: {
      '@stylistic/max-len': [
        'error',
        { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
      '@stylistic/max-statements-per-line': ['error', { max: 2 }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/require-await': 'off',
      // We have no enums and few classes, and each of these rules takes a tenth of the whole time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // oauth4webapi marks its opt-outs (http on loopback, no PKCE) as deprecated only to make them stand out.
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/messages/**'],
    rules: { 'max-lines-per-function': ['error', { max: 75, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 340, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Tables of data: what servers are known to say, and what is made of it.
    files: ['src/providers/doctor/servers/*.ts', 'test/providers/doctor/server-answers.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Sentences are read as they are said, each on its line.
    files: ['src/messages/**/*.ts'],
    rules: { '@stylistic/max-len': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly', require: 'readonly', module: 'readonly', console: 'readonly', Buffer: 'readonly',
        URL: 'readonly', AbortController: 'readonly', __dirname: 'readonly', performance: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['examples/testing/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['fetch', 'test', 'expect', 'beforeAll', 'beforeEach', 'afterAll'].map(name => [name, 'readonly']),
      ),
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
)
