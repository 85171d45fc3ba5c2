/** How often the long tests repeat: little in every run, the promised number with `npm run stress`. */
export const thorough = process.env['OAUTH_WALK_STRESS'] === '1'
