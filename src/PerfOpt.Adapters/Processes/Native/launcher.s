# The launcher: forks once from a process of a few pages, so that the target's ru_maxrss does not begin at the
# resident set of a .NET process (the kernel keeps the high-water mark of the address space that a process leaves by
# execve(2): fs/exec.c, exec_mmap). Its child becomes the target; the launcher itself exits at once, which hands the
# child to the guard, its subreaper.
#
# argv: [0] any, [1] descriptor of the guard's socket in decimal, [2] the program's path, [3..] the target's argv.
# The child tells the guard its process id (4 bytes), waits for the guard's own (4 bytes), dies if it has another
# parent, asks to be killed when the guard dies, and executes. A failure is told as -errno (4 bytes).
#
# Assemble: as launcher.s -o launcher.o && ld -N -s --build-id=none -z noseparate-code launcher.o -o launcher
        .intel_syntax noprefix
        .globl _start
        .text
_start:
        mov     rsi, [rsp+16]           # argv[1]
        xor     r12d, r12d              # the descriptor
digit:  movzx   eax, byte ptr [rsi]
        test    al, al
        jz      parsed
        imul    r12d, r12d, 10
        lea     r12d, [r12+rax-48]
        inc     rsi
        jmp     digit
parsed: lea     r13, [rsp+24]           # &argv[2]
        mov     rcx, [rsp]
        lea     r14, [rsp+rcx*8+16]     # envp
        push    rax                     # room for one message
        mov     eax, 57                 # fork
        syscall
        test    rax, rax
        js      failed
        jz      child
        xor     edi, edi
        mov     eax, 231                # exit_group(0)
        syscall
child:  xor     edi, edi
        xor     esi, esi
        mov     eax, 109                # setpgid(0, 0)
        syscall
        mov     eax, 39                 # getpid
        syscall
        mov     [rsp], eax
        call    tell
        xor     eax, eax                # read(fd, rsp, 4)
        mov     edi, r12d
        mov     rsi, rsp
        mov     edx, 4
        syscall
        cmp     rax, 4
        jne     leave
        mov     edi, 1                  # prctl(PR_SET_PDEATHSIG, SIGKILL)
        mov     esi, 9
        mov     eax, 157
        syscall
        mov     eax, 110                # getppid
        syscall
        cmp     eax, [rsp]
        jne     leave
        mov     edi, r12d               # fcntl(fd, F_SETFD, FD_CLOEXEC)
        mov     esi, 2
        mov     edx, 1
        mov     eax, 72
        syscall
        mov     rdi, [r13]              # execve(path, argv, envp)
        lea     rsi, [r13+8]
        mov     rdx, r14
        mov     eax, 59
        syscall
failed: mov     [rsp], eax
        call    tell
leave:  mov     edi, 127
        mov     eax, 231                # exit_group(127)
        syscall
tell:   mov     edi, r12d               # write(fd, message, 4); the call pushed 8 bytes
        lea     rsi, [rsp+8]
        mov     edx, 4
        mov     eax, 1
        syscall
        ret
