-- Driven by neovim.sh: waits for the diagnostics, takes the action that allows the young team, saves, quits.
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local client = vim.lsp.start_client({ name = "lint", cmd = { vim.env.LINT, "lsp", "--stdio" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)

local young
local arrived = vim.wait(30000, function()
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == "de/age/young-team" then young = diagnostic end
  end
  return young ~= nil
end, 50)
if not arrived then return fail("no diagnostics arrived") end
if young.lnum ~= 2 or young.col ~= 6 then return fail("the diagnostic stands at the wrong place") end

local params = vim.lsp.util.make_range_params()
params.range = young.user_data.lsp and {
  start = { line = young.lnum, character = young.col },
  ["end"] = { line = young.end_lnum, character = young.end_col },
} or params.range
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do
    if action.title:find("young%-team", 1) and action.title:find("llow") then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
      vim.cmd("write")
      vim.cmd("quitall")
    end
  end
end
fail("no action allows the young team")
