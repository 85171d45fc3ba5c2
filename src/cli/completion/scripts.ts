import { rawText } from '../../text/raw.ts'
import type { Run } from '../run.ts'

export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell'

/** `oauth-walk completion SHELL`: the shell's own script, which asks the program for the words. */
export async function completion(run: Run, shell: Shell): Promise<void> {
  run.result({ ok: true, shell, script: scripts[shell] }, rawText(scripts[shell]))
}

const bash = `# oauth-walk completion bash: source it, or save it in the folder of bash-completion.
_oauth_walk() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("\${line%%$'\\t'*}")
    done < <("\${1/#\\~/$HOME}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _oauth_walk oauth-walk
`

const zsh = `#compdef oauth-walk
# oauth-walk completion zsh: save it as _oauth-walk in a folder of $fpath, or source it after compinit.
_oauth_walk() {
    local line value
    local -a candidates
    for line in "\${(@f)$("\${(Q)words[1]}" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        value=\${line%%$'\\t'*}
        candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    done
    if (( $#candidates )); then
        _describe -V 'oauth-walk' candidates
    else
        _files
    fi
}
if [[ $funcstack[1] == _oauth_walk || $funcstack[1] == _oauth-walk ]]; then
    _oauth_walk "$@"
else
    compdef _oauth_walk oauth-walk
fi
`

const fish = `# oauth-walk completion fish: save it as ~/.config/fish/completions/oauth-walk.fish, or source it.
function __oauth_walk_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l candidates ($words[1] __complete $words[2..] "$current" 2>/dev/null)
    if test (count $candidates) -gt 0
        printf '%s\\n' $candidates
    else
        __fish_complete_path "$current"
    end
end
complete -c oauth-walk -f -a '(__oauth_walk_complete)'
`

// An empty word does not reach a program in every version of PowerShell: a word `=` says the same, as where bash splits
// `--flag=`.
const powershell = `# oauth-walk completion powershell: add to $PROFILE the line
#   oauth-walk completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'oauth-walk' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { "$_" })
    if ($wordToComplete -eq '') { $words += '=' }
    & oauth-walk __complete @words 2>$null | ForEach-Object {
        $value, $description = $_ -split "\`t", 2
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
    }
}
`

const scripts: Record<Shell, string> = { bash, zsh, fish, powershell }
