/* nianbao.exe (-DMODULE=L"nianbao_start") and nianbao-cli.exe (-DMODULE=L"core" -DCONSOLE) from one source:
 * run the Python beside this program with that module. Without MODULE: a plain python.exe, for the tests only. */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define PATH_LENGTH 32768

typedef int (*python_main)(int, wchar_t **);

static int fail(const wchar_t *words) {
    wchar_t told[512];
    _snwprintf(told, 511, L"%ls\n\n请重新安装年报填报，草稿不受影响。（Windows %lu）", words, GetLastError());
    told[511] = 0;
#ifdef CONSOLE
    fwprintf(stderr, L"nianbao: cannot load " PYTHON_DLL L", please install again (Windows %lu)\n", GetLastError());
#else
    MessageBoxW(NULL, told, L"年报填报", MB_ICONERROR);
#endif
    return 101;
}

static int start(int count, wchar_t **words) {
    static wchar_t folder[PATH_LENGTH], path[PATH_LENGTH];
    GetModuleFileNameW(NULL, folder, PATH_LENGTH - 1);
    wchar_t *end = wcsrchr(folder, L'\\');
    if (end) *end = 0;
    /* no DLL from the current folder or from PATH */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32
                             | LOAD_LIBRARY_SEARCH_USER_DIRS);
    _snwprintf(path, PATH_LENGTH - 1, L"%ls\\" PYTHON_DLL, folder);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python) return fail(L"程序文件不完整：没有 " PYTHON_DLL L"。");
    python_main run = (python_main)(void *)GetProcAddress(python, "Py_Main");
    if (!run) return fail(L"程序文件已损坏：" PYTHON_DLL L"。");
#ifdef MODULE
    wchar_t **all = calloc(count + 3, sizeof *all);
    if (!all) return 102;
    all[0] = words[0];
    all[1] = L"-m";
    all[2] = MODULE;
    for (int i = 1; i < count; i++) all[i + 2] = words[i];
    return run(count + 2, all);
#else
    return run(count, words);
#endif
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words) {
    return start(count, words);
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return start(__argc, __wargv);
}
#endif
